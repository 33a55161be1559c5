using System.Collections.Frozen;

namespace Milestone.Core.Xero;

/// <summary>Xero names time zones as Windows does, in capitals and without spaces: GMTSTANDARDTIME. These are their IANA names (CLDR's windowsZones).</summary>
internal static class XeroTimeZones
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["GMTSTANDARDTIME"] = "Europe/London",
        ["UTC"] = "Etc/UTC",
        ["WEUROPESTANDARDTIME"] = "Europe/Berlin",
        ["ROMANCESTANDARDTIME"] = "Europe/Paris",
        ["CENTRALEUROPESTANDARDTIME"] = "Europe/Budapest",
        ["CENTRALEUROPEANSTANDARDTIME"] = "Europe/Warsaw",
        ["GTBSTANDARDTIME"] = "Europe/Bucharest",
        ["FLESTANDARDTIME"] = "Europe/Kiev",
        ["GREENWICHSTANDARDTIME"] = "Atlantic/Reykjavik",
        ["SOUTHAFRICASTANDARDTIME"] = "Africa/Johannesburg",
        ["ARABIANSTANDARDTIME"] = "Asia/Dubai",
        ["INDIASTANDARDTIME"] = "Asia/Kolkata",
        ["SINGAPORESTANDARDTIME"] = "Asia/Singapore",
        ["CHINASTANDARDTIME"] = "Asia/Shanghai",
        ["WAUSTRALIASTANDARDTIME"] = "Australia/Perth",
        ["CENAUSTRALIASTANDARDTIME"] = "Australia/Adelaide",
        ["EAUSTRALIASTANDARDTIME"] = "Australia/Brisbane",
        ["AUSEASTERNSTANDARDTIME"] = "Australia/Sydney",
        ["TASMANIASTANDARDTIME"] = "Australia/Hobart",
        ["NEWZEALANDSTANDARDTIME"] = "Pacific/Auckland",
        ["EASTERNSTANDARDTIME"] = "America/New_York",
        ["CENTRALSTANDARDTIME"] = "America/Chicago",
        ["MOUNTAINSTANDARDTIME"] = "America/Denver",
        ["PACIFICSTANDARDTIME"] = "America/Los_Angeles",
        ["ATLANTICSTANDARDTIME"] = "America/Halifax",
        ["NEWFOUNDLANDSTANDARDTIME"] = "America/St_Johns",
        ["HAWAIIANSTANDARDTIME"] = "Pacific/Honolulu",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The IANA name, or null for a zone not listed here.</summary>
    public static string? Iana(string xeroName) => Known.GetValueOrDefault(xeroName);
}
