import { type BehaviourChange, SettableClock, type Simulator, startSimulator } from "../../simulator";

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

export interface Behaving {
  simulator: Simulator;
  clock: SettableClock;
}

/** A simulator that behaves so, with a clock that only the test moves; it is closed after the test. */
export async function behaving(behaviours: BehaviourChange = {}): Promise<Behaving> {
  const clock = new SettableClock();
  simulator = await startSimulator({ clock, durations: { install: 0 }, behaviours });
  return { simulator, clock };
}
