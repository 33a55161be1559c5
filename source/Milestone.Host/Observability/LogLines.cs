using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Milestone.Host.Observability;

/// <summary>One line of JSON an event, in the compact form that log collectors read; the trace id stands in @tr.</summary>
internal sealed class LogLines(TextWriter output) : ILogEventSink
{
    private readonly CompactJsonFormatter formatter = new();
    private readonly Lock turn = new();

    public void Emit(LogEvent logEvent)
    {
        lock (turn)
        {
            formatter.Format(logEvent, output);
            output.Flush();
        }
    }
}
