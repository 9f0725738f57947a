/** The news about their round that a person has read on this device, by number. */
import * as v from 'valibot';
import { recall, remember } from './person-memory.ts';

export const toldRead = (person: string): number => recall('told', person, v.number()) ?? 0;
export const setToldRead = (person: string, id: number): void => remember('told', person, id);
