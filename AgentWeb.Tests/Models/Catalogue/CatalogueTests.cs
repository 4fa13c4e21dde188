using AgentWeb.Core.Models;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.Primitives;

namespace AgentWeb.Tests.Models.Catalogue;

public sealed class CatalogueTests
{
    [Fact]
    public async Task List_NothingConfigured_OnlyTheBuiltInAssistant()
    {
        await using var host = ModelsHost.Create();

        Assert.Equal([OfflineAssistant.Key], host.Catalogue.List().Select(model => model.Key));
        Assert.Equal(OfflineAssistant.Key, host.Catalogue.Default.Key);
        Assert.True(host.Catalogue.Find(OfflineAssistant.Key)!.IsOffline);
        Assert.Null(host.Catalogue.Find("nobody/nothing"));
    }

    [Fact]
    public async Task List_ConfiguredModels_HaveTheirSettingsWithoutAskingAnyone()
    {
        await using var host = ModelsHost.Create(
            ("Endpoints:0:Name", "a"),
            ("Endpoints:0:BaseUrl", "https://models.invalid/v1"),
            ("Endpoints:0:Models:0:Id", "org/small"),
            ("Endpoints:0:Models:1:Id", "big"),
            ("Endpoints:0:Models:1:Name", "Big one"),
            ("Endpoints:0:Models:1:ContextWindow", "200000"),
            ("Endpoints:0:Models:1:Vision", "true"),
            ("Endpoints:0:Models:1:Tools", "true"),
            ("Endpoints:0:Models:1:Reasoning", "true"),
            ("Endpoints:0:Models:1:MaxConcurrency", "3"),
            ("Endpoints:0:Models:1:InputPrice", "1.5"),
            ("Endpoints:0:Models:1:OutputPrice", "6"));

        Assert.Equal(["a/org/small", "a/big", OfflineAssistant.Key], host.Catalogue.List().Select(model => model.Key));
        Assert.Equal("a/org/small", host.Catalogue.Default.Key);
        Assert.Equal("org/small", host.Catalogue.Find("a/org/small")!.Name);
        Assert.Equal(
            new ModelDescriptor
            {
                Key = "a/big",
                Id = "big",
                Name = "Big one",
                Endpoint = "a",
                ContextWindow = 200_000,
                Vision = true,
                Tools = true,
                Reasoning = true,
                MaxConcurrency = 3,
                InputPrice = 1.5m,
                OutputPrice = 6m,
            },
            host.Catalogue.Find("a/big"));
    }

    [Fact]
    public async Task Default_Configured_IsChosenAndTheBuiltInAssistantCanBe()
    {
        (string, string?)[] endpoint = [("Endpoints:0:Name", "a"), ("Endpoints:0:BaseUrl", "https://a.invalid/v1"), ("Endpoints:0:Models:0:Id", "x"), ("Endpoints:0:Models:1:Id", "y")];
        await using var second = ModelsHost.Create([.. endpoint, ("Default", "a/y")]);
        await using var offline = ModelsHost.Create([.. endpoint, ("Default", OfflineAssistant.Key)]);

        Assert.Equal("a/y", second.Catalogue.Default.Key);
        Assert.Equal(OfflineAssistant.Key, offline.Catalogue.Default.Key);
    }

    [Fact]
    public async Task Start_ModelsLeftOut_AreAskedFromTheServer()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Respond("/v1/models", """
            {"object":"list","data":[
              {"id":"plain"},
              {"id":"vllm","max_model_len":32768},
              {"id":"llama","meta":{"n_ctx_train":4096}},
              {"id":"router","name":"Router: R","context_length":1000,"architecture":{"input_modalities":["text","image"]},"supported_parameters":["tools","reasoning"]},
              {"id":"text-embedding-3-small"},{"id":"plain"},{"noid":1},"text"
            ]}
            """);
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()));
        Assert.Equal(OfflineAssistant.Key, host.Catalogue.Default.Key);

        await host.StartAsync();
        await host.WaitForAsync(catalogue => catalogue.List().Count > 1);

        Assert.Equal(["e/plain", "e/vllm", "e/llama", "e/router", OfflineAssistant.Key], host.Catalogue.List().Select(model => model.Key));
        Assert.Equal("e/plain", host.Catalogue.Default.Key);
        Assert.Equal([8192, 32768, 4096, 1000], host.Catalogue.List().Take(4).Select(model => model.ContextWindow));
        Assert.Equal(
            new ModelDescriptor { Key = "e/router", Id = "router", Name = "Router: R", Endpoint = "e", ContextWindow = 1000, Vision = true, Tools = true, Reasoning = true },
            host.Catalogue.Find("e/router"));
        Assert.Null(host.Catalogue.Find("e/other"));
    }

    [Fact]
    public async Task Start_ServerComesLater_IsAskedAgain()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Respond("/v1/models", json: null);
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()), ("Default", "e/later"));

        await host.StartAsync();
        Assert.Equal("e/later", host.Catalogue.Default.Key);
        server.Respond("/v1/models", """{"data":[{"id":"other"},{"id":"later","context_length":5}]}""");
        await host.WaitForAsync(catalogue => catalogue.List().Count > 2);

        Assert.Equal(5, host.Catalogue.Default.ContextWindow);
    }

    [Fact]
    public async Task Find_ServerHasNotToldYet_AnyOfItsModelsIsFoundAndAnswers()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()));

        var reply = await Reply.ReadAsync(host.Client("e/any/thing"));

        Assert.Equal(ModelScript.Default.Text, reply.Text);
        Assert.Equal("any/thing", (await server.NextRequestAsync(ModelsHost.Deadline)).Body.RootElement.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Find_OllamaNotLookedForYet_ItsModelIsFoundUntilItTurnsOutToBeGone()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.Create(("DiscoverOllama", "true"), ("OllamaUrl", server.Root.ToString()));
        Assert.Equal("ollama", host.Catalogue.Find("ollama/qwen3:8b")?.Endpoint);

        await host.StartAsync();
        await host.WaitForAsync(catalogue => catalogue.Find("ollama/qwen3:8b") is null);

        Assert.Equal(OfflineAssistant.Key, host.Catalogue.Default.Key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not JSON")]
    [InlineData("{\"data\":7}")]
    public async Task Start_ServerAnswersNonsense_HostRunsOnAndTheLogSaysSo(string? models)
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Respond("/v1/models", models);
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()));

        await host.StartAsync();

        await host.Log.WaitForAsync(line => line.StartsWith("The model server e did not tell its models", StringComparison.Ordinal));
        Assert.Equal(OfflineAssistant.Key, host.Catalogue.Default.Key);
    }

    [Fact]
    public async Task Start_OllamaRuns_IsFoundWithWhatItTells()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Respond("/api/tags", """{"models":[{"name":"qwen3:8b"},{"name":"nomic-embed-text:latest"}]}""");
        server.Respond("/api/show", """{"capabilities":["completion","tools","thinking"],"model_info":{"qwen3.context_length":40960},"parameters":"temperature 0.6\nnum_ctx    16384\n"}""");
        await using var host = ModelsHost.Create(("DiscoverOllama", "true"), ("OllamaUrl", server.Root.ToString()));

        await host.StartAsync();
        await host.WaitForAsync(catalogue => catalogue.List().Count > 1);

        var model = host.Catalogue.Default;
        Assert.Equal(("ollama/qwen3:8b", "ollama", 16384), (model.Key, model.Endpoint, model.ContextWindow));
        Assert.Equal((false, true, true), (model.Vision, model.Tools, model.Reasoning));
        Assert.Equal(ModelScript.Default.Text, (await Reply.ReadAsync(host.Client(model.Key))).Text);
    }

    [Fact]
    public async Task Ollama_SwitchedOnMovedAndOff_IsFollowed()
    {
        await using var one = await OllamaWithAsync("one");
        await using var two = await OllamaWithAsync("two");
        await using var host = ModelsHost.Create(("OllamaUrl", one.Root.ToString()));
        await host.StartAsync();
        Assert.Null(host.Catalogue.Find("ollama/one"));

        host.Set("DiscoverOllama", "true");
        await host.WaitForAsync(catalogue => catalogue.List().Any(model => model.Key == "ollama/one"));
        host.Set("OllamaUrl", two.Root.ToString());
        await host.WaitForAsync(catalogue => catalogue.List().Any(model => model.Key == "ollama/two"));
        Assert.DoesNotContain(host.Catalogue.List(), model => model.Key == "ollama/one");
        host.Set("DiscoverOllama", "false");
        await host.WaitForAsync(catalogue => catalogue.List().All(model => model.Endpoint != "ollama"));
    }

    [Theory]
    [InlineData("""{"capabilities":["completion"],"model_info":{"llama.context_length":40960}}""", "{}", 40960)]
    [InlineData("""{"capabilities":["completion"],"model_info":{"llama.context_length":40960}}""", """{"models":[{"name":"m","context_length":4096}]}""", 4096)]
    [InlineData("""{}""", null, 8192)]
    public async Task Start_OllamaRuns_WindowIsTheOneItUses(string show, string? running, int window)
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Respond("/api/tags", """{"models":[{"name":"m"}]}""");
        server.Respond("/api/show", show);
        server.Respond("/api/ps", running);
        await using var host = ModelsHost.Create(("DiscoverOllama", "true"), ("OllamaUrl", server.Root.ToString()));

        await host.StartAsync();
        await host.WaitForAsync(catalogue => catalogue.List().Count > 1);

        Assert.Equal(window, host.Catalogue.Find("ollama/m")!.ContextWindow);
    }

    [Fact]
    public async Task Start_OllamaCannotChat_IsNotOffered()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Respond("/api/tags", """{"models":[{"name":"embedder"}]}""");
        server.Respond("/api/show", """{"capabilities":["embedding"]}""");
        server.Respond("/v1/models", """{"data":[{"id":"m"}]}""");
        await using var host = ModelsHost.Create(
            ("DiscoverOllama", "true"), ("OllamaUrl", server.Root.ToString()), ("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", $"{server.Root}v2"), ("Endpoints:0:Models:0:Id", "m"));

        await host.StartAsync();

        Assert.Equal(["e/m", OfflineAssistant.Key], host.Catalogue.List().Select(model => model.Key));
    }

    [Fact]
    public async Task Watch_ListChanges_FiresOnceForEachChange()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "e"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()));
        var fired = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = ChangeToken.OnChange(host.Catalogue.Watch, () => fired.TrySetResult(host.Catalogue.List().Count));

        await host.StartAsync();

        Assert.Equal(2, await fired.Task.WaitAsync(ModelsHost.Deadline, TestContext.Current.CancellationToken));
    }

    private static async Task<FakeModelServer> OllamaWithAsync(string model)
    {
        var server = await FakeModelServer.StartAsync();
        server.Respond("/api/tags", $$"""{"models":[{"name":"{{model}}"}]}""");
        server.Respond("/api/show", """{"capabilities":["completion"]}""");
        return server;
    }
}
