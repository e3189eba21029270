// What every server answers, whatever it is asked: one event for each word, a few milliseconds apart. Cuts meet characters of several bytes, too.
export const WORDS = ["Well,", "to", "begïn", "with:", "«日本語»", "🙂🙃", "a\nline", "\"quoted\"", "and", "that", "is", "all."];

export const pause = () => new Promise((resolve) => setTimeout(resolve, 4));
