namespace Milestone.Core.Statements;

/// <summary>A statement as the API's JSON.</summary>
public static class StatementJson
{
    /// <summary>The UTF-8 JSON of a statement: camelCase, money as numbers with two decimals, dates ISO.</summary>
    public static byte[] Of(Statement statement) => throw new NotImplementedException();
}
