using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Models;

public sealed class ModelsOptionsTests
{
    [Fact]
    public async Task Validate_EverythingWrong_AllFailuresAtOnceEachWithItsKey()
    {
        await using var host = ModelsHost.Create(
            ("Endpoints:0:BaseUrl", "localhost:8000"),
            ("Endpoints:1:Name", "offline"),
            ("Endpoints:1:BaseUrl", "https://example.com/v1?key=1"),
            ("Endpoints:1:ApiKey", "two\nlines"),
            ("Endpoints:2:Name", "same"),
            ("Endpoints:2:BaseUrl", "https://example.com/v1"),
            ("Endpoints:2:Models:0:ContextWindow", "0"),
            ("Endpoints:2:Models:0:MaxConcurrency", "0"),
            ("Endpoints:2:Models:0:InputPrice", "-1"),
            ("Endpoints:2:Models:0:OutputPrice", "-1"),
            ("Endpoints:2:Models:1:Id", "m"),
            ("Endpoints:2:Models:2:Id", "m"),
            ("Endpoints:3:Name", "Same"),
            ("Endpoints:3:BaseUrl", "ftp://example.com"),
            ("Default", "nobody/nothing"),
            ("OllamaUrl", "here"),
            ("Offline:TokensPerSecond", "-1"));

        var failure = Assert.Throws<OptionsValidationException>(() => host.Catalogue);

        Assert.Equal(
            [
                "Models:Endpoints:0:Name", "Models:Endpoints:0:BaseUrl", "Models:Endpoints:1:Name", "Models:Endpoints:1:BaseUrl", "Models:Endpoints:1:ApiKey",
                "Models:Endpoints:2:Models:0:Id", "Models:Endpoints:2:Models:0:ContextWindow", "Models:Endpoints:2:Models:0:MaxConcurrency",
                "Models:Endpoints:2:Models:0:InputPrice", "Models:Endpoints:2:Models:0:OutputPrice", "Models:Endpoints:2:Models:2:Id",
                "Models:Endpoints:3:Name", "Models:Endpoints:3:BaseUrl", "Models:OllamaUrl", "Models:Default", "Models:Offline:TokensPerSecond",
            ],
            failure.Failures.Select(message => message.Split(' ')[0]));
    }

    [Fact]
    public async Task Validate_Key_IsNeverInTheMessage()
    {
        await using var host = ModelsHost.Create(
            ("Endpoints:0:Name", "a"), ("Endpoints:0:BaseUrl", "https://user:hunter2@example.com"), ("Endpoints:0:ApiKey", "sk-\tsecret"));

        var failure = Assert.Throws<OptionsValidationException>(() => host.Catalogue);

        Assert.Equal(2, failure.Failures.Count());
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e/m", true)]
    [InlineData("e/other", false)]
    [InlineData("open/anything", true)]
    [InlineData("open/", true)]
    [InlineData("open", false)]
    [InlineData("offline/assistant", true)]
    [InlineData("ollama/m", false)]
    [InlineData("", true)]
    public async Task Validate_Default_MustBeAModelThatCanBe(string key, bool valid)
    {
        await using var host = ModelsHost.Create(
            ("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", "http://127.0.0.1:1/v1"), ("Endpoints:0:Models:0:Id", "m"),
            ("Endpoints:1:Name", "open"), ("Endpoints:1:BaseUrl", "http://127.0.0.1:2/v1"), ("Default", key));

        var failure = Record.Exception(() => host.Catalogue);

        Assert.Equal(valid, failure is null);
    }

    [Fact]
    public async Task Bind_NumberThatIsNone_NamesItsKey()
    {
        await using var host = ModelsHost.Create(
            ("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", "http://127.0.0.1:1/v1"), ("Endpoints:0:Models:0:Id", "m"), ("Endpoints:0:Models:0:ContextWindow", "many"));

        var failure = Assert.Throws<OptionsValidationException>(() => host.Catalogue);

        Assert.Contains("'Models:Endpoints:0:Models:0:ContextWindow'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bind_KeyThatDoesNotExist_IsNamed()
    {
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", "http://127.0.0.1:1/v1"), ("Endpoints:0:ApiKye", "x"));

        var failure = Assert.Throws<OptionsValidationException>(() => host.Catalogue);

        Assert.Contains("'ApiKye'", failure.Message, StringComparison.Ordinal);
    }
}
