// Loaded into a server by --import: throws, or rejects, where nobody catches it, when the drill sends a signal. So a fault looks
// that a library has in a callback of its own.
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('SIGUSR2', () => {
    throw new Error('thrown by the drill: a secret path /srv/data')
  })
  process.on('SIGHUP', () => {
    void Promise.reject(new Error('rejected by the drill'))
  })
}
