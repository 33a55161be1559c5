using Milestone.Core.Storage;

namespace Milestone.Core.Access;

/// <summary>The keys that protect forms and what travels through another's sign-in, kept where all hosts find them.</summary>
public sealed class ProtectionKeys(MilestoneDatabase database)
{
    /// <summary>All of them, as text, oldest first.</summary>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) => database.AskAsync(
        connection => connection.RowsAsync("Access/Sql/protection-keys.sql", _ => { }, row => row.GetString(0), cancellation), cancellation);

    /// <summary>Keeps one.</summary>
    public Task AddAsync(string name, string content, CancellationToken cancellation) => database.NoteAsync(
        connection => connection.RunAsync(
            "Access/Sql/add-protection-key.sql",
            parameters =>
            {
                parameters.AddWithValue("name", name);
                parameters.AddWithValue("content", content);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);
}
