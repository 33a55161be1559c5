using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Milestone.Core.Access;

namespace Milestone.Host.Identity;

/// <summary>Keeps the keys of the framework's data protection in PostgreSQL, so that a form drawn by one host is taken by another, and one that began again.</summary>
internal sealed class KeyRepository(ProtectionKeys keys) : IXmlRepository
{
    // The framework asks synchronously, when it starts and once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => keys.ListAsync(CancellationToken.None)).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => keys.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)).GetAwaiter().GetResult();
}
