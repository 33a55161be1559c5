using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;

namespace Milestone.Host.Statements;

/// <summary>Which lines an address asks for: the filters of a statement, and the account or section of the figure.</summary>
internal static class PostingQuestion
{
    /// <summary>The query that the parameters ask for.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public static async Task<PostingQuery> ReadAsync(IQueryCollection request, Organisation organisation, StatementQueryParser parser, CancellationToken cancellation)
    {
        var statement = await parser.ParseAsync(organisation, StatementText.Of(request), cancellation);
        return new PostingQuery(statement.Period)
        {
            Basis = statement.Basis,
            Project = statement.Project,
            Phase = statement.Phase,
            AsKnownAt = statement.AsKnownAt,
            Account = AccountOf(request["account"]),
            Section = SectionOf(request["section"]),
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
        : SectionNames.Find(text) ?? throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a section. Use one of: {string.Join(", ", Enum.GetValues<Section>().Select(SectionNames.Of))}.") { Field = "section" };
}
