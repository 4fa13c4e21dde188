using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files;

public sealed class ListFilesTests : IAsyncLifetime
{
    private FilesHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await FilesHost.StartAsync();
        _ada = await _host.AddUserAsync();
        foreach (var name in new[] { "alpha.txt", "100%.txt", "beta.md", "Alphabet.txt" })
        {
            await _host.UploadAsync(_ada, name, $"Text of {name}");
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_All_NewestFirstInPages()
    {
        var first = await ListAsync(new(Limit: 3));
        var second = await ListAsync(new(Limit: 3, Before: first.Files[^1].Seq));

        Assert.Equal(["Alphabet.txt", "beta.md", "100%.txt"], first.Files.Select(f => f.Name));
        Assert.True(first.HasMore);
        Assert.Equal(["alpha.txt"], second.Files.Select(f => f.Name));
        Assert.False(second.HasMore);
    }

    [Fact]
    public async Task Run_PartOfTheName_FindsItWhateverItsCase() =>
        Assert.Equal(["Alphabet.txt", "alpha.txt"], (await ListAsync(new(Name: "ALPHA"))).Files.Select(f => f.Name));

    [Fact]
    public async Task Run_CharactersOfPatterns_AreThemselves()
    {
        Assert.Equal(["100%.txt"], (await ListAsync(new(Name: "%"))).Files.Select(f => f.Name));
        Assert.Empty((await ListAsync(new(Name: "_"))).Files);
    }

    [Fact]
    public async Task Run_Kind_ListsOnlyThose() =>
        Assert.Equal(["beta.md"], (await ListAsync(new(Kinds: [FileKind.Markdown]))).Files.Select(f => f.Name));

    private Task<FilePage> ListAsync(FileFilter filter) => _host.Get<ListFiles>().RunAsync(_ada, filter, CancellationToken.None);
}
