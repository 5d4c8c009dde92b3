// What every client of OpenAI's library is opened with: nothing is left to the library's own reading of the environment.

/** An endpoint that asks for no key gets no header of one. */
export function clientOptions({ baseUrl, apiKey }: { readonly baseUrl: string; readonly apiKey: string }) {
  return {
    baseURL: baseUrl,
    apiKey: apiKey === '' ? 'none' : apiKey,
    ...(apiKey === '' && { defaultHeaders: { authorization: null } }),
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
  } as const
}
