const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day in Vietnam, yyyy-mm-dd, wherever the clock stands. */
export const vietnamDay = (ms: number): string => DAY.format(ms);
