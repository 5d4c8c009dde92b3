// Port: passwords, kept as salted hashes that are slow to guess.
export interface Passwords {
  /** `too_many_attempts` where too many wait already. */
  readonly hash: (password: string) => Promise<string>
  /** Whether it is the password of this hash. Without a hash it takes as long and is wrong. */
  readonly verify: (password: string, hash: string | null) => Promise<boolean>
}
