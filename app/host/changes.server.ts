/** Word that what public pages show has changed: from those who change it to those who keep pages. */

/** @param slugs of the demands that alone have changed; without them anything may have */
type Hear = (slugs?: readonly string[]) => void;

export interface Changes {
  /** Call it once it is committed, and only when something was really changed. */
  made: Hear;
  /** `hear` is called after each change. */
  onMade: (hear: Hear) => void;
}

export function createChanges(): Changes {
  const hearers: Hear[] = [];
  return {
    made: (slugs) => hearers.forEach((hear) => hear(slugs)),
    onMade: (hear) => void hearers.push(hear),
  };
}
