/** The longest delay that a 32-bit timer takes, in milliseconds; a longer one fires at once. */
export const longestTimerMs = 2_147_483_647
