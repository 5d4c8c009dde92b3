import { questionLogContract } from '../contracts/question-log.contract.ts'
import { openMemoryQuestionLog } from './memory-question-log.ts'

questionLogContract('the question log in memory', async () => openMemoryQuestionLog(['a', 'b']))
