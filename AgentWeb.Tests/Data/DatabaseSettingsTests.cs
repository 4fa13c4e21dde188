using AgentWeb.Core.Data;
using Microsoft.Extensions.Configuration;

namespace AgentWeb.Tests.Data;

public sealed class DatabaseSettingsTests
{
    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database:Provider")]
    [InlineData("Database:Provider", "7", "Database:Provider")]
    [InlineData("Database:MaxBatchSize", "0", "Database:MaxBatchSize")]
    [InlineData("Database:MaxBatchSize", "many", "Database:MaxBatchSize")]
    [InlineData("Database:Provider", "SqlServer", "ConnectionStrings:AgentWeb")]
    [InlineData("Data:Directory", "/proc/no/such/place", "Data:Directory")]
    public void Read_WrongValue_NamesTheKey(string key, string value, string named)
    {
        var failure = Assert.ThrowsAny<InvalidOperationException>(() => Read((key, value)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_IsSqliteInTheContentRoot()
    {
        var root = Directory.CreateTempSubdirectory("agentweb-test-").FullName;
        try
        {
            var settings = DatabaseSettings.Read(new ConfigurationBuilder().Build(), root);

            Assert.Equal((DatabaseProvider.Sqlite, Path.Combine(root, "data")), (settings.Provider, settings.DataDirectory));
            Assert.Contains(Path.Combine(root, "data", "agentweb.db"), settings.ConnectionString, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static DatabaseSettings Read(params (string Key, string Value)[] values) => DatabaseSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build(),
        Path.GetTempPath());
}
