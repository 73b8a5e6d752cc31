/** Word that what public pages show has changed: from those who change it to those who keep pages. */

export interface Changes {
  made: () => void;
  /** `hear` is called after each change. */
  onMade: (hear: () => void) => void;
}

export function createChanges(): Changes {
  const hearers: (() => void)[] = [];
  return {
    made: () => hearers.forEach((hear) => hear()),
    onMade: (hear) => void hearers.push(hear),
  };
}
