using System.Diagnostics;
using System.Globalization;

namespace Milestone.Load.Measuring;

/// <summary>
/// What a process has in memory, in megabytes. Its own is what nobody else has and what cannot be given back: heaps, stacks, and code that was compiled
/// while it ran. The rest are pages of program files: the system reads them again when it needs their place, and every process of the same files shares them.
/// </summary>
/// <param name="All">Resident, each page once.</param>
/// <param name="Own">Resident and of no file; null where the system does not say, which only Linux does.</param>
internal readonly record struct Resident(double All, double? Own)
{
    /// <summary>Of a process that runs; null once it does not.</summary>
    public static Resident? Of(Process process)
    {
        process.Refresh();
        if (process.HasExited)
            return null;
        var folder = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}";
        try
        {
            return OperatingSystem.IsLinux()
                ? Of([.. File.ReadLines($"{folder}/status"), .. File.ReadLines($"{folder}/smaps_rollup")])
                : new Resident(process.WorkingSet64 / 1048576.0, null);
        }
        catch (IOException)
        {
            // Ended between the two looks.
            return null;
        }
    }

    /// <summary>
    /// As Linux writes it: what is proportional counts each page once, however often it is mapped, as the limit of a container does.
    /// </summary>
    public static Resident Of(IEnumerable<string> lines)
    {
        double Megabytes(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(name.Length + 1)..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024
            : 0;
        var own = Megabytes("Pss_Anon") + Megabytes("Pss_Shmem");
        return new Resident(own + Megabytes("RssFile"), own);
    }
}

/// <summary>The host's memory at one moment.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Megabytes">Resident.</param>
/// <param name="Own">Of which its own; null where nobody says.</param>
internal readonly record struct MemorySample(double At, double Megabytes, double? Own = null);
