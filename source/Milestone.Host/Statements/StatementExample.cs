namespace Milestone.Host.Statements;

/// <summary>A small statement as the API answers it, for the description.</summary>
internal static class StatementExample
{
    public const string Json = """
        {
          "organisation": "Harrow & Vale Construction Ltd",
          "organisationId": "0199aa10-4f2e-7c3b-8d11-5a6b7c8d9e0f",
          "currency": "GBP",
          "basis": "accrual",
          "from": "2026-04-01",
          "to": "2026-04-30",
          "columns": [{ "id": "period", "label": "Apr 2026", "kind": "actual", "from": "2026-04-01", "to": "2026-04-30", "section": null }],
          "rows": [
            { "kind": "item", "section": "income", "account": { "id": "6f0c2b0e-6d3c-4d0f-9a51-0a3f5d1f2c11", "code": "200", "name": "Contract income", "type": "REVENUE" }, "project": null, "phase": null, "label": "Contract income", "amounts": [42000.00], "total": 42000.00 },
            { "kind": "subtotal", "section": "income", "account": null, "project": null, "phase": null, "label": "Total income", "amounts": [42000.00], "total": 42000.00 },
            { "kind": "item", "section": "costOfSales", "account": { "id": "0d7c2b0e-1d3c-4d0f-9a51-0a3f5d1f2c12", "code": "310", "name": "Materials", "type": "DIRECTCOSTS" }, "project": null, "phase": null, "label": "Materials", "amounts": [30500.50], "total": 30500.50 },
            { "kind": "subtotal", "section": "costOfSales", "account": null, "project": null, "phase": null, "label": "Total cost of sales", "amounts": [30500.50], "total": 30500.50 },
            { "kind": "subtotal", "section": "grossProfit", "account": null, "project": null, "phase": null, "label": "Gross profit", "amounts": [11499.50], "total": 11499.50 },
            { "kind": "subtotal", "section": "otherIncome", "account": null, "project": null, "phase": null, "label": "Total other income", "amounts": [0.00], "total": 0.00 },
            { "kind": "subtotal", "section": "overheads", "account": null, "project": null, "phase": null, "label": "Total overheads", "amounts": [0.00], "total": 0.00 },
            { "kind": "total", "section": "netProfit", "account": null, "project": null, "phase": null, "label": "Net profit", "amounts": [11499.50], "total": 11499.50 }
          ],
          "budget": null,
          "notes": [],
          "tieOut": { "agrees": true, "checks": [{ "label": "Projects + Unassigned = organisation", "statement": 11499.50, "other": 11499.50, "difference": 0.00 }] },
          "provenance": {
            "organisation": "Harrow & Vale Construction Ltd", "currency": "GBP", "period": "1 Apr 2026 to 30 Apr 2026", "basis": "Accrual basis", "filters": [],
            "dataAsOf": "2026-11-23T06:00:00Z", "batch": 17, "asKnownAt": false, "drawnAt": "2026-11-23T09:00:00Z", "drawnBy": "API", "standing": "Management accounts - unaudited"
          }
        }
        """;
}
