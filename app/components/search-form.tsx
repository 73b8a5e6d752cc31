/** One field that looks through a list; a plain GET. */
export function SearchForm({ label, button, q }: { label: string; button: string; q: string }) {
  return (
    <form method="get" role="search">
      <label htmlFor="q">{label}</label>
      <div className="together">
        <input id="q" name="q" type="search" defaultValue={q} autoComplete="off" />
        <button type="submit" className="quiet">
          {button}
        </button>
      </div>
    </form>
  );
}
