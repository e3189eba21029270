/** How long members wait, in ms. */

/** Ms that a leader has to answer. It answers from a message's task, which is not throttled in hidden pages. */
export const ANSWER = 1500;
/** Ms of hearing nothing, after which a member asks whether its leader is there; up to half as much is added at random. */
export const SILENCE = 4000;
export const HIDDEN_SILENCE = 30_000;
/** Ms in which others may say what a new leader has missed. */
export const ALIGN = 50;
/** Without locks: at most so many ms until a member that hears of no leader claims to be it. */
export const CLAIM = 150;
/** Ms after which a leader that is gone without a word is replaced, where somebody sees a page of it. */
export const HEARTBEAT = SILENCE * 1.5 + 2 * ANSWER + 1000;
