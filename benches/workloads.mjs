// Makes the streams of the parser benchmarks from workloads.json: bytes in chunks, and the events that a parser must return.
// `benches/crate/streams.rs` makes the same streams.
//
// A workload is a list of blocks, used in turn. A block is a list of [field, value]; an empty field name makes a comment. In a value, `%n` is
// the block's number, `%w` the next word, `%c` the next CJK word, and `%a` as many letters as `fill` says. `lines` is how often each `data`
// field is written.
import file from "./workloads.json" with { type: "json" };

export const { workloads } = file;
export const chunkingsOf = (workload) => workload.chunkings ?? file.chunkings;

/** Repeats the alphabet, in which no character is special. */
const letters = (length) => "abcdefghijklmnopqrstuvwxyz".repeat(Math.ceil(length / 26)).slice(0, length);

/**
 * @param {number} size the minimum size of the stream, in bytes
 * @returns {{ blocks: string[], events: { event?: string, id?: string, data: string }[] }} each block as text, and the events
 */
export function generate({ blocks, eol = "\n", lines = 1, fill = 0, bytes }, size) {
  const filling = letters(fill);
  const texts = [];
  const events = [];
  let written = 0;
  let words = 0;
  for (let n = 0; written < (bytes ?? size); n++) {
    const expand = (value) =>
      value.replaceAll(/%[nwca]/g, (mark) => (mark === "%n" ? n : mark === "%a" ? filling : mark === "%w" ? file.words[words++ % file.words.length] : file.cjk[words++ % file.cjk.length]));
    const event = {};
    let text = "";
    for (const [field, template] of blocks[n % blocks.length])
      for (let i = 0; i < (field === "data" ? lines : 1); i++) {
        const value = expand(template);
        text += field === "" ? `:${value}${eol}` : `${field}: ${value}${eol}`;
        if (field === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
        else if (field === "event" || field === "id") event[field] = value;
      }
    text += eol;
    texts.push(text);
    written += new TextEncoder().encode(text).length;
    if (event.data !== undefined) events.push(event);
  }
  return { blocks: texts, events };
}

/** Splits a stream into chunks of `bytes`, or of one block each for 0. Each chunk has its own buffer, as from the network. */
export function cut(blocks, bytes) {
  const encoder = new TextEncoder();
  if (bytes === 0) return blocks.map((block) => encoder.encode(block));
  const all = encoder.encode(blocks.join(""));
  return Array.from({ length: Math.ceil(all.length / bytes) }, (_, i) => all.slice(i * bytes, (i + 1) * bytes));
}
