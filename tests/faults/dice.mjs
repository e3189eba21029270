// Random numbers that a seed repeats.

const MODULUS = 2147483647;

/** Park and Miller's minimal generator. Returns a function that returns a number below `sides`. */
export function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 48271) % MODULUS;
    return state % sides;
  };
}

/** Returns a seed for a text: its FNV-1a hash, within the generator's range. */
export function seedOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) % (MODULUS - 1)) + 1;
}
