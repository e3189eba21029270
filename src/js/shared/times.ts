/** How long members wait, and how much they keep. */

/** Ms that a leader has to answer. It answers from a message's task, which is not throttled in hidden pages. */
export const ANSWER = 1500;
/** Ms of hearing nothing, after which a member asks whether its leader is there; up to half as much is added at random. */
export const SILENCE = 4000;
export const HIDDEN_SILENCE = 10_000;
/** Ms in which others may say what a new leader has missed. */
export const ALIGN = 50;
/** Without locks: at most so many ms until a member that hears of no leader claims to be it. */
export const CLAIM = 250;
/** Ms after which a leader that is gone without a word is replaced; where nobody sees a page of it, HIDDEN_SILENCE counts. @public The model test reads it. */
export const HEARTBEAT = SILENCE * 1.5 + 2 * ANSWER + 1000;
/** Characters of the log's end that a new member is given: it delivers none of them, but may lead soon, and be asked. */
export const HISTORY = 1 << 16;
