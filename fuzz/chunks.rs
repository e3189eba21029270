//! Cuts a stream as a fuzzer says.

/// Chunks of these lengths, as far as the stream goes; its rest is the last one.
pub fn cut<'a>(mut stream: &'a [u8], lengths: &[u8]) -> Vec<&'a [u8]> {
    let mut chunks = Vec::new();
    for length in lengths {
        let (chunk, rest) = stream.split_at(stream.len().min(usize::from(*length)));
        chunks.push(chunk);
        stream = rest;
    }
    chunks.push(stream);
    chunks
}
