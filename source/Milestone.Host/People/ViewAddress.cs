using Milestone.Core;
using Milestone.Core.People;
using Milestone.Host.Shell;

namespace Milestone.Host.People;

/// <summary>What can be saved as a view: the pages that are read, with the state in their query string. Never another site, nor a page that changes something.</summary>
internal static class ViewAddress
{
    private static readonly string[] Pages = ["dashboard", "statement", "projects", "changes", "packs", "reconciliation", "work-in-progress", "exports"];

    /// <summary>Whether a page can be saved as a view.</summary>
    public static bool CanBeSaved(string page) =>
        page.Length > 0 && Pages.Contains(page.Split('/')[0], StringComparer.OrdinalIgnoreCase)
        && page.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-') && !page.EndsWith("/new", StringComparison.OrdinalIgnoreCase) && !page.EndsWith("/edit", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page and a query as they are saved: checked, and without the organisation, to which the view belongs anyway.</summary>
    /// <exception cref="ProblemException">Invalid: there is no such page to save.</exception>
    public static (string Page, string Query) Checked(string page, string query)
    {
        page = page.Trim().TrimStart('/');
        if (!CanBeSaved(page))
            throw new ProblemException(ProblemKind.Invalid, $"That page cannot be saved as a view. Save one of: {string.Join(", ", Pages)}, or a page below.") { Field = "page" };
        return (page, Address.Parse(page, query).Without("organisation", "back").Query);
    }

    /// <summary>Where a saved view leads.</summary>
    public static Address Of(SavedView view, Guid organisation, bool isOnly)
    {
        var address = Address.Parse(view.Page, view.Query);
        return isOnly ? address : address.With("organisation", organisation.ToString("D"));
    }
}
