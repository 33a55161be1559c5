namespace Milestone.Host.Demo;

/// <summary>What a nightly sync fetched at one moment of the simulated clock: the records that changed since the last.</summary>
/// <param name="At">The moment of the fetch; no record in it was changed later.</param>
/// <param name="Note">One line for the import's own record.</param>
/// <param name="Payloads">Streamed: a page exists only while it is looked at. May be enumerated again.</param>
internal sealed record DemoStage(DateTimeOffset At, string Note, IEnumerable<DemoPayload> Payloads);

/// <summary>One response body of Xero's API.</summary>
/// <param name="FileName">Unique within its stage, such as <c>Invoices.page03.json</c>.</param>
/// <param name="Json">UTF-8, without a byte order mark.</param>
internal sealed record DemoPayload(string FileName, byte[] Json);
