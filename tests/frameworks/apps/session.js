/** The application's: the test changes it in the page. */
export const getToken = () => globalThis.token ?? "t1";
