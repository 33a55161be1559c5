namespace Milestone.Host.Security.Areas;

/// <summary>Says which area an endpoint or a page belongs to. GET and HEAD read, every other method writes, unless <see cref="Always"/> says otherwise.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class InAttribute(Area area) : Attribute
{
    private readonly Use? always;

    /// <summary>An area whose every method is the same use: a form page writes even while it is only opened, an export reads although it is sent.</summary>
    public InAttribute(Area area, Use always)
        : this(area) => this.always = always;

    /// <summary>The area.</summary>
    public Area Area => area;

    /// <summary>The use whatever the method, or null where the method decides.</summary>
    public Use? Always => always;

    /// <summary>What a request of this method wants.</summary>
    public Use UseOf(string method) => always ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Use.Read : Use.Write);
}

/// <summary>The same for endpoints.</summary>
internal static class AreaEndpoints
{
    /// <summary>Says which area endpoints belong to; the innermost that says so counts.</summary>
    public static T In<T>(this T endpoints, Area area)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new InAttribute(area));

    /// <summary>As above, where every method is the same use.</summary>
    public static T In<T>(this T endpoints, Area area, Use always)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new InAttribute(area, always));
}
