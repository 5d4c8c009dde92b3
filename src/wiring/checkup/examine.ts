// All that `zencho doctor` looks at, in the order in which one thing stands on another.
import { join } from 'node:path'
import type { Product } from '../../cli/cli-deps.ts'
import type { Config } from '../../config.ts'
import type { Finding } from '../../core/checkup.ts'
import { checkAddress, checkChat, checkProvider, checkServer, checkSlackAsAWhole, checkSmtp } from './connections.ts'
import { checkKept, checkSqlite, checkWordTable } from './data.ts'
import { checkDisk, checkFolder, checkMemory, checkRuntime } from './machine.ts'

export interface ExamineDeps {
  readonly openProduct: () => Promise<Product>
  readonly checkSlack: () => Promise<readonly Finding[]>
  readonly now: () => Date
}

export async function examine(config: Config, deps: ExamineDeps): Promise<readonly Finding[]> {
  const folder = await checkFolder(config.dataDir)
  const isUsable = folder.status !== 'fault'
  return [
    checkRuntime(process.version),
    checkMemory(),
    folder,
    await checkDisk(config.dataDir, join(config.dataDir, 'zencho.sqlite')),
    checkSqlite(),
    checkWordTable(config),
    ...(isUsable ? await checkKept({ config, openProduct: deps.openProduct, now: deps.now }) : []),
    await checkServer(config),
    checkAddress(config),
    ...(await Promise.all([
      checkSmtp(config.mail),
      checkSlackAsAWhole(config.slack, deps.checkSlack),
      checkChat(config.chat),
      checkProvider(config.signIn.oidc),
    ])),
  ]
}
