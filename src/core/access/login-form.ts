// What a login may look like: what can be typed on every keyboard, and read out on the telephone.

export const LOGIN_FORM = /^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/u
