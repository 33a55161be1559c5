using Milestone.Core.Access;

namespace Milestone.Host.Security.Areas;

/// <summary>Who may what. The only place that says so: the gate asks it, pages hide by it, docs/permissions.md shows it and the tests are made from it.</summary>
internal static class Matrix
{
    private const Allowed No = Allowed.No;
    private const Allowed Own = Allowed.OwnProjects;
    private const Allowed Yes = Allowed.Yes;

    /// <summary>The roles in the order of the columns.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Viewer, Role.ProjectManager, Role.Accountant, Role.Administrator];

    /// <summary>One line per area and use: viewer, project manager, accountant, administrator, and why.</summary>
    public static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        new(Area.Public, Use.Read, [Yes, Yes, Yes, Yes], "Needed before anybody has signed in; shows nothing of any books."),
        new(Area.Public, Use.Write, [Yes, Yes, Yes, Yes], "Signing in and out."),
        new(Area.Personal, Use.Read, [Yes, Yes, Yes, Yes], "Everybody has a place of their own."),
        new(Area.Personal, Use.Write, [Yes, Yes, Yes, Yes], "What one prefers and keeps at hand changes nobody else's figures."),
        new(Area.Books, Use.Read, [Yes, No, Yes, Yes], "These mix all projects, so they are closed to whoever is limited to some."),
        new(Area.Books, Use.Write, [No, No, Yes, Yes], "A form on a page of the books is bookkeeping."),
        new(Area.Projects, Use.Read, [Yes, Own, Yes, Yes], "Everybody looks at projects; a project manager at the own ones."),
        new(Area.Projects, Use.Write, [No, No, No, No], "Nothing is changed here: plans and assignments are where projects change."),
        new(Area.Plans, Use.Read, [Yes, Own, Yes, Yes], "A plan is part of its project."),
        new(Area.Plans, Use.Write, [No, Own, Yes, Yes], "Whoever runs a project plans it; the accountant may put it right."),
        new(Area.Bookkeeping, Use.Read, [No, No, Yes, Yes], "The forms of bookkeeping are for whoever may send them."),
        new(Area.Bookkeeping, Use.Write, [No, No, Yes, Yes], "It decides what figures say and what is issued."),
        new(Area.Administration, Use.Read, [No, No, No, Yes], "Tokens, people and the audit log are nobody else's business."),
        new(Area.Administration, Use.Write, [No, No, No, Yes], "Whoever gives rights answers for them."),
        new(Area.Installation, Use.Read, [No, No, No, No], "It is no organisation's, so no role opens it: only whoever owns the installation gets in."),
        new(Area.Installation, Use.Write, [No, No, No, No], "A maintenance window stops everybody's work."),
        new(Area.Import, Use.Read, [No, No, No, No], "There is nothing to read."),
        new(Area.Import, Use.Write, [No, No, No, No], "Books come in by a token of the organisation, whose loss opens nothing else."),
    ];

    private static readonly Allowed[] Flat = Flatten();

    /// <summary>How far a role may use an area.</summary>
    public static Allowed Of(Area area, Use use, Role role) =>
        (uint)(role - 1) < 4 ? Flat[((((int)area * 2) + (int)use) * 4) + (int)role - 1] : No;

    /// <summary>Whether a role may use an area at all.</summary>
    public static bool Allows(Area area, Use use, Role role) => Of(area, use, role) != No;

    // By index instead of by look-up: every request asks.
    private static Allowed[] Flatten()
    {
        var flat = new Allowed[Enum.GetValues<Area>().Length * 2 * 4];
        foreach (var row in Rows)
        {
            foreach (var role in Roles)
                flat[((((int)row.Area * 2) + (int)row.Use) * 4) + (int)role - 1] = row.For[(int)role - 1];
        }

        return flat;
    }
}

/// <summary>One line of the matrix.</summary>
/// <param name="Area">What it is about.</param>
/// <param name="Use">To read or to write.</param>
/// <param name="For">By role, in the order of <see cref="Matrix.Roles"/>.</param>
/// <param name="Why">A sentence.</param>
internal sealed record MatrixRow(Area Area, Use Use, IReadOnlyList<Allowed> For, string Why);
