namespace Milestone.Build.GoLive.Worlds;

/// <summary>Takes an act of sabotage back.</summary>
internal sealed class Undo(Func<Task> action) : IAsyncDisposable
{
    public static IAsyncDisposable By(Action action) => new Undo(() =>
    {
        action();
        return Task.CompletedTask;
    });

    public static IAsyncDisposable By(Func<Task> action) => new Undo(action);

    public async ValueTask DisposeAsync() => await action();
}
