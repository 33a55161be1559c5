using Milestone.Core.Statements;

namespace Milestone.Host.Statements;

/// <summary>A format that a statement can be had in. The endpoints, the export command and the page's links all read this list.</summary>
internal sealed record StatementFormat(string Id, string Label, string MediaType)
{
    /// <summary>The statement's own JSON, with accounts and columns as objects.</summary>
    public static StatementFormat Json { get; } = new("json", "JSON", "application/json");

    /// <summary>Every format, JSON first.</summary>
    public static IReadOnlyList<StatementFormat> All { get; } = [Json];

    /// <summary>Whether a browser saves it instead of showing it.</summary>
    public bool IsDownload => this != Json;

    /// <summary>The name of a file that holds the statement.</summary>
    public string FileName(Statement statement) => $"{StatementTable.Of(statement).Head.Name}.{Id}";

    /// <summary>Writes the statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds; JSON always has pence.</param>
    /// <param name="output">Where the bytes go; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public static Task WriteAsync(Statement statement, int moneyDecimals, Stream output, CancellationToken cancellation) =>
        output.WriteAsync(StatementJson.Of(statement), cancellation).AsTask();
}
