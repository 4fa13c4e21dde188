using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Accounts;

/// <summary>What strangers and refused people can have written into the audit log is bounded.</summary>
public sealed class RefusedSignInsTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly ManualTime _time = new();
    private IDbContextFactory<AppDbContext> _contexts = null!;
    private RefusedSignIns _refused = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _contexts = await _database.MigratedAsync();
        _refused = new(new AuditTrail(_contexts, _time), _time);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task RecordAsync_AddressesOfOneCustomer_CountAsOne()
    {
        foreach (var address in (string[])["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "192.0.2.1", "::ffff:192.0.2.1"])
        {
            await StrangerAsync(address);
        }

        Assert.Equal(["2001:db8:1:2::1", "2001:db8:1:3::1", "192.0.2.1"], (await WrittenAsync()).ConvertAll(entry => entry.Address));
    }

    [Fact]
    public async Task RecordAsync_ManyAddresses_WriteNoMoreThanIsLeftOfAMinute()
    {
        for (var i = 0; i < RefusedSignIns.MostAMinute + 20; i++)
        {
            await StrangerAsync($"192.0.2.{i}");
        }

        Assert.Equal(RefusedSignIns.MostAMinute, (await WrittenAsync()).Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        await StrangerAsync("192.0.2.1");
        Assert.Equal(RefusedSignIns.MostAMinute + 1, (await WrittenAsync()).Count);
    }

    [Fact]
    public async Task RecordAsync_PeopleOfOneAddress_AreWrittenEachOnceAMinuteForEachReason()
    {
        CurrentActor.Set(new(null, "anonymous", "192.0.2.1"));
        var (petra, paul) = (Person("petra"), Person("paul"));
        foreach (var (person, reason) in new[] { (petra, "external_unknown"), (petra, "external_unknown"), (paul, "external_unknown"), (petra, "account_locked") })
        {
            await _refused.RecordAsync(person, reason, Cancellation);
        }

        Assert.Equal(
            [("petra@example.org", "By proxy: external_unknown"), ("paul@example.org", "By proxy: external_unknown"), ("petra@example.org", "By proxy: account_locked")],
            (await WrittenAsync()).ConvertAll(entry => (entry.Target!, entry.Detail!)));
    }

    private static ExternalPerson Person(string key) => new("proxy", key, key + "@example.org", MatchEmail: false, CreateAccount: false);

    private Task StrangerAsync(string address)
    {
        CurrentActor.Set(new(null, "anonymous", address));
        return _refused.RecordAsync("proxy", "anybody", "header_not_trusted", Cancellation);
    }

    private async Task<List<AuditEntry>> WrittenAsync()
    {
        await using var db = await _contexts.CreateDbContextAsync(Cancellation);
        return await db.Audit.AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync(Cancellation);
    }
}
