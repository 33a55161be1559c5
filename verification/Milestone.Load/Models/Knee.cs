namespace Milestone.Load.Models;

/// <summary>Where more users only wait longer.</summary>
internal static class Knee
{
    /// <summary>Less growth than this for twice the users is none.</summary>
    public const double Growth = 1.1;

    /// <summary>The last step before answers a second stopped growing, or one in a hundred took longer than the limit; null while neither has happened.</summary>
    /// <param name="steps">By rising numbers of users.</param>
    /// <param name="limit">Milliseconds.</param>
    public static UserStep? Of(IReadOnlyList<UserStep> steps, double limit)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var isOver = steps[i].P99 > limit || steps[i].Errors > 0;
            var hasStopped = i > 0 && steps[i].PerSecond < steps[i - 1].PerSecond * Growth;
            if (isOver || hasStopped)
                return steps[Math.Max(0, i - 1)];
        }

        return null;
    }
}
