/** One field that looks through a list; a plain GET. */
export function SearchForm(props: {
  /** Where the list is, if not on this page. */
  action?: string;
  label: string;
  button: string;
  q: string;
}) {
  const { action, label, button, q } = props;
  return (
    <form method="get" action={action} role="search">
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
