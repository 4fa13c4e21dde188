using System.Diagnostics;

namespace AgentWeb.Tests.Hosting;

/// <summary>What an operator sees who has configured something wrong.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("--Accounts:Registration=Sometimes", "Accounts:Registration")]
    [InlineData("--Accounts:Registration=7", "Accounts:Registration")]
    [InlineData("--Setup:AdminPassword=short", "Setup:AdminPassword")]
    [InlineData("--Database:Provider=Oracle", "Database:Provider")]
    [InlineData("--RateLimits:SignIn=many", "RateLimits:SignIn")]
    [InlineData("--RateLimits:SignIn=0", "RateLimits:SignIn")]
    [InlineData("--Hosting:TrustedProxies:0=proxy.example.org", "Hosting:TrustedProxies:0")]
    public async Task Process_WrongValue_EndsWithOneReadableLine(string argument, string key)
    {
        var (exitCode, error) = await RunAsync(argument);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("AgentWeb cannot start. ", error, StringComparison.Ordinal);
        Assert.Contains(key, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(string argument)
    {
        var data = Directory.CreateTempSubdirectory("agentweb-");
        try
        {
            var start = new ProcessStartInfo("dotnet")
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = data.FullName,
            };
            start.ArgumentList.Add(typeof(Program).Assembly.Location);
            start.ArgumentList.Add("--urls=http://127.0.0.1:0");
            start.ArgumentList.Add(argument); // The last one of a key counts.
            using var process = Process.Start(start)!;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(60));
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = await process.StandardError.ReadToEndAsync(deadline.Token);
            await output;
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, error);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
