/** Outside the demonstration nobody can sign in until accounts are there: closed, never open by default. */
import type { SignIn } from './sign-in.ts';

export const nobody: SignIn = {
  demo: false,
  whoIs: () => null,
  leave: () => undefined,
};
