// Entry of the thread that prepares one database file and ends.
import { workerData } from 'node:worker_threads'
import { prepareNow, type Preparation } from './prepare-file.ts'

prepareNow(workerData as Preparation)
