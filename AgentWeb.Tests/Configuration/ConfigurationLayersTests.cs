using AgentWeb.Core.Chat;
using AgentWeb.Core.Configuration;
using Microsoft.Extensions.Configuration;

namespace AgentWeb.Tests.Configuration;

public sealed class ConfigurationLayersTests
{
    private static readonly SettingDefinition Setting = SettingDefinitions.Of(typeof(ChatOptions), "Chat").First();

    [Fact]
    public void SourceOf_EachLayer_IsTheUppermostThatSaysSomething()
    {
        var folder = Directory.CreateTempSubdirectory("agentweb-test-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "settings.json"), """{"Chat":{"MaxMessageLength":1}}""");
            var database = new DatabaseConfiguration();
            using var configuration = new ConfigurationManager();
            configuration.SetBasePath(folder.FullName);
            var layers = new ConfigurationLayers(configuration);
            Assert.Equal((SettingSource.Default, null), layers.SourceOf(Setting));

            configuration.AddJsonFile("settings.json");
            Assert.Equal((SettingSource.File, "settings.json"), layers.SourceOf(Setting));

            configuration.AddCommandLine(["--Chat:MaxMessageLength=2"]);
            ((IConfigurationBuilder)configuration).Add(new DatabaseConfigurationSource(database));
            Assert.Equal((SettingSource.CommandLine, null), layers.SourceOf(Setting));

            database.Replace(new Dictionary<string, string> { ["Chat:MaxMessageLength"] = "3" }, new Dictionary<string, string>());
            Assert.Equal((SettingSource.Database, null), layers.SourceOf(Setting));
            Assert.Equal("3", configuration["Chat:MaxMessageLength"]);
            Assert.Equal("2", layers.ReadBelow("Chat")["Chat:MaxMessageLength"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
