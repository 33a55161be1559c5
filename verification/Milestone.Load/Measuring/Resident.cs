using System.Diagnostics;
using System.Globalization;

namespace Milestone.Load.Measuring;

/// <summary>
/// What a process has in memory, in megabytes. Its own is what nobody else has and what cannot be given back: heaps, stacks, and code that was compiled
/// while it ran. The rest are pages of program files: the system reads them again when it needs their place, and every process of the same files shares them.
/// </summary>
/// <param name="All">Resident.</param>
/// <param name="Own">Resident and of no file; null where the system does not say, which only Linux does.</param>
internal readonly record struct Resident(double All, double? Own)
{
    /// <summary>Of a process that runs; null once it does not.</summary>
    public static Resident? Of(Process process)
    {
        process.Refresh();
        if (process.HasExited)
            return null;
        var status = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status";
        try
        {
            return OperatingSystem.IsLinux() ? Of(File.ReadLines(status)) : new Resident(process.WorkingSet64 / 1048576.0, null);
        }
        catch (IOException)
        {
            // Ended between the two looks.
            return null;
        }
    }

    /// <summary>As Linux writes it: RssAnon, RssFile and RssShmem in kB make the whole; code that is compiled while a program runs is counted as RssShmem.</summary>
    public static Resident Of(IEnumerable<string> status)
    {
        var kilobytes = status
            .Where(line => line.StartsWith("Rss", StringComparison.Ordinal))
            .Select(line => line.Split((char[])[':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture));
        var own = kilobytes.GetValueOrDefault("RssAnon") + kilobytes.GetValueOrDefault("RssShmem");
        return new Resident((own + kilobytes.GetValueOrDefault("RssFile")) / 1024, own / 1024);
    }
}

/// <summary>The host's memory at one moment.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Megabytes">Resident.</param>
/// <param name="Own">Of which its own; null where nobody says.</param>
internal readonly record struct MemorySample(double At, double Megabytes, double? Own = null);
