namespace Milestone.Smoke.Browsing;

/// <summary>How someone looks at the product.</summary>
public sealed record WindowSettings
{
    /// <summary>The window's width in CSS pixels.</summary>
    public int Width { get; init; } = 1440;

    /// <summary>The window's height in CSS pixels.</summary>
    public int Height { get; init; } = 900;

    /// <summary>light or dark, chosen on the page; null follows the device, which is light.</summary>
    public string? Theme { get; init; }

    /// <summary>Whether scripts run.</summary>
    public bool Scripts { get; init; } = true;

    /// <summary>Whether the reader asked for less movement.</summary>
    public bool LessMotion { get; init; }

    /// <summary>Whether every step is recorded, to be looked at when a journey fails.</summary>
    public bool Traced { get; init; }

    /// <summary>Whether Firefox is driven instead of Chromium.</summary>
    public bool Firefox { get; init; }
}
