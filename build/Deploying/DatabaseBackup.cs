using Milestone.Build.Coolify;
using Milestone.Build.Engine;

namespace Milestone.Build.Deploying;

/// <summary>A backup by Coolify, where it manages the database: asked for, and waited for until a new one is there.</summary>
internal sealed class DatabaseBackup(CoolifyClient coolify, TimeProvider time, DeployReport report)
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <param name="schedule">Null takes the first that is enabled.</param>
    public async Task Take(string database, string? schedule, TimeSpan deadline, CancellationToken stop)
    {
        var schedules = await coolify.BackupSchedules(database, stop);
        var chosen = schedules.FirstOrDefault(one => schedule is null ? one.Enabled is not false : one.Uuid == schedule)
            ?? throw new StepFailedException(schedule is null
                ? "The database has no scheduled backup in Coolify that is enabled. Add one there, so that there is something to ask for."
                : $"The database has no scheduled backup {schedule} in Coolify. It has: {string.Join(", ", schedules.Select(one => one.Uuid))}.");
        var known = (await coolify.BackupRuns(database, chosen.Uuid, stop)).Select(run => run.Uuid).ToHashSet();
        await coolify.BackupNow(database, chosen.Uuid, stop);
        report.Note("Asked Coolify for a backup of the database.");

        // The answer names no run, and a run that Coolify skips leaves no row: only a new row that ended well counts.
        var end = time.GetUtcNow() + deadline;
        while (true)
        {
            var run = await LatestOf(database, chosen.Uuid, known, stop);
            switch (run?.Status)
            {
                case "success":
                    report.Note($"The backup is there: {run.Filename}");
                    return;
                case "failed":
                    throw new StepFailedException($"Coolify's backup failed: {run.Message}. Nothing was deployed.");
            }
            if (time.GetUtcNow() >= end)
                throw new StepFailedException(run is null
                    ? $"Coolify began no backup within {deadline.TotalMinutes:0} minutes: it skips them silently while the database is not running. Nothing was deployed."
                    : $"The backup did not end within {deadline.TotalMinutes:0} minutes. Nothing was deployed.");
            await Task.Delay(BetweenLooks, time, stop);
        }
    }

    async Task<BackupRun?> LatestOf(string database, string schedule, HashSet<string> known, CancellationToken stop)
    {
        try
        {
            return (await coolify.BackupRuns(database, schedule, stop)).FirstOrDefault(run => !known.Contains(run.Uuid));
        }
        catch (CoolifyException error) when (error.Refusal.IsPassing)
        {
            return null;
        }
    }
}
