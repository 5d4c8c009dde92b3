// Takes secrets out of texts that others wrote: a service may put into its error whatever it was sent.

const HIDDEN = '***'
/** Shorter ones would be found within words. */
const LENGTH_MIN = 6

export type Hide = (text: string) => string

/** Each secret as it stands, within an address, and within Basic or AUTH PLAIN, wherever in the three letters of Base64 it begins. */
export function openSecretHider(secrets: readonly string[]): Hide {
  const forms = secrets.flatMap(secret =>
    secret.length < LENGTH_MIN ? [] : [secret, encodeURIComponent(secret), ...base64Forms(secret)],
  )
  // Longest first: what holds another goes as a whole.
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length)
  return text => longestFirst.reduce((hidden, form) => hidden.replaceAll(form, HIDDEN), text)
}

function base64Forms(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret)
  return [0, 1, 2].map(before => {
    const padded = new Uint8Array(before + bytes.length)
    padded.set(bytes, before)
    // The first and the last letters depend on what stands beside it.
    return btoa(String.fromCharCode(...padded)).slice(before === 0 ? 0 : 4, -4)
  })
}

/** The password of an address, as it stands there and as it is meant; none where there is none. */
export function passwordsIn(address: string | null): readonly string[] {
  const password = URL.parse(address ?? '')?.password ?? ''
  return password === '' ? [] : [password, decodeURIComponent(password)]
}
