using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Commands;

/// <summary>What is typed wrongly is answered in a line or two, with exit code 2.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("sevre", "There is no command 'sevre'. Did you mean 'serve'?")]
    [InlineData("export statment", "There is no command 'statment' of 'export'. Did you mean 'statement'?")]
    [InlineData("export statement --fromm 2026-01-01 --format json --output -", "There is no option '--fromm' of 'export statement'. Did you mean '--from'?")]
    [InlineData("export statement --format yaml --output -", "--format 'yaml' is not known. Use one of: json")]
    [InlineData("import", "Option '--organisation' is required.")]
    [InlineData("import x --organisation Acme --ledger both", "--ledger 'both' is not known. Use documents or journals.")]
    [InlineData("serve --urls http://books.example.com:3000", "name an address of this machine")]
    [InlineData("--urls http://books.example.com:3000", "name an address of this machine")]
    [InlineData("serve --urls https://127.0.0.1:3000", "only http is served")]
    [InlineData("serve --urls 3000", "it is not an address")]
    [InlineData("serve --urls http://127.0.0.1:99999", "it is not an address")]
    [InlineData("serve --urls http://127.0.0.1:3000/base", "the path is set by Milestone__PathBase")]
    [InlineData("migrate", "No database is configured. Set the variable ConnectionStrings__Milestone")]
    [InlineData("serve", "No database is configured. Set the variable ConnectionStrings__Milestone")]
    [InlineData("healthcheck --url nonsense", "--url: 'nonsense' is not an address.")]
    public async Task A_mistake_in_the_command_line_is_explained_and_ends_with_2(string line, string says)
    {
        var outcome = await HostCommands.RunAsync(connectionString: null, line.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        Assert.InRange(outcome.ErrorLines.Count, 1, 2);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task A_process_of_its_own_ends_with_2_as_well() => Assert.Equal(2, (await HostProcess.RunAsync(connectionString: null, "sevre")).ExitCode);

    [Theory]
    [InlineData("--help", "Without a command it serves")]
    [InlineData("serve --help", "--urls")]
    [InlineData("migrate --help", "--dry-run")]
    [InlineData("import --help", "--organisation")]
    [InlineData("export statement --help", "--as-known-at")]
    [InlineData("token create --help", "--label")]
    [InlineData("ledger verify --help", "--organisation")]
    [InlineData("healthcheck --help", "--url")]
    public async Task Every_command_explains_itself(string line, string says)
    {
        var outcome = await HostCommands.RunAsync(connectionString: null, line.Split(' '));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(says, outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }
}
