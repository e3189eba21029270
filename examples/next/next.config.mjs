// Compression would hold the stream back.
export default { compress: false };
