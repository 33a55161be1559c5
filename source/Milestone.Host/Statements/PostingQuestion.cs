using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Host.Api;

namespace Milestone.Host.Statements;

/// <summary>
/// Which lines an address asks for: the filters of a statement, and the account or section of the figure. The page, the API and the files all ask
/// through here, so the same address means the same everywhere.
/// </summary>
internal static class PostingQuestion
{
    /// <summary>What says which lines, and in which order.</summary>
    public static IReadOnlyList<string> Filters { get; } =
        ["organisation", "from", "to", "period", "basis", "account", "section", "project", "phase", "asKnownAt", "order"];

    /// <summary>The parameters of a page of lines.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [.. Filters, "after", "limit"];

    private static readonly (string Name, PostingOrder Order)[] Orders = [("date", PostingOrder.Date), ("newest", PostingOrder.Newest), ("largest", PostingOrder.Largest)];

    /// <summary>The query that the parameters ask for.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public static async Task<PostingQuery> ReadAsync(IQueryCollection request, Organisation organisation, StatementQueryParser parser, CancellationToken cancellation)
    {
        // A budget or columns may travel along on the way back to a statement; they say nothing of its lines.
        var text = StatementText.Of(request);
        var statement = await parser.ParseAsync(
            organisation,
            new StatementText { From = text.From, To = text.To, Period = text.Period, Basis = text.Basis, Project = text.Project, Phase = text.Phase, AsKnownAt = text.AsKnownAt },
            cancellation);
        return new PostingQuery(statement.Period)
        {
            Basis = statement.Basis,
            Project = statement.Project,
            Phase = statement.Phase,
            AsKnownAt = statement.AsKnownAt,
            Account = AccountOf(request["account"]),
            Section = SectionOf(request["section"]),
            Order = OrderOf(request["order"]),
            After = request["after"] is [{ Length: > 0 } after] ? after : null,
            Limit = StatementQueryParser.Whole(request["limit"] is [{ Length: > 0 } limit] ? limit : null, "limit", 1, PostingQuery.MostLines) ?? 100,
        };
    }

    private static Guid? AccountOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Guid.TryParse(text, out var id)
            ? id
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not an account's id. A statement's rows and /api/v1/accounts give it.") { Field = "account" };
    }

    private static Section? SectionOf(string? text) => string.IsNullOrEmpty(text)
        ? null
        : SectionNames.Find(text) ?? throw Unknown("section", text, Enum.GetValues<Section>().Select(SectionNames.Of));

    private static PostingOrder OrderOf(string? text) => string.IsNullOrEmpty(text)
        ? PostingOrder.Date
        : Orders.Where(one => one.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(one => (PostingOrder?)one.Order).FirstOrDefault()
            ?? throw Unknown("order", text, Orders.Select(one => one.Name));

    private static ProblemException Unknown(string field, string text, IEnumerable<string> names)
    {
        List<string> known = [.. names];
        return new(ProblemKind.Invalid, $"'{text}' is not known here.{Spelling.Suggest(text, known)} Use one of: {string.Join(", ", known)}.") { Field = field };
    }
}
