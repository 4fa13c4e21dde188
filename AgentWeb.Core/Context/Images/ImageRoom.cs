using AgentWeb.Core.Files.Store;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Context.Images;

/// <summary>Puts pictures into one prompt, the newest first, as many as there is room for: each is held in memory until the model has it.</summary>
/// <param name="images">The pictures by their messages.</param>
/// <param name="store">Has their bytes.</param>
internal sealed class ImageRoom(ILookup<Guid, SentImage> images, IFileStore store)
{
    private int _left = 10;
    private long _bytesLeft = 20L * 1024 * 1024;

    /// <summary>What the pictures of a message take of the window.</summary>
    public int TokensOf(Guid messageId) => images[messageId].Sum(image => image.Tokens);

    /// <summary>The pictures of a message; of one that is left out its name and that it is.</summary>
    public async Task<IReadOnlyList<AIContent>> OfAsync(Guid messageId, CancellationToken cancellationToken)
    {
        var contents = new List<AIContent>();
        foreach (var image in images[messageId])
        {
            contents.Add(await ReadAsync(image, cancellationToken) is { } data ? data : new TextContent($"\n(The picture “{image.Name}” went with this message and is not shown again.)"));
        }

        return contents;
    }

    private async Task<DataContent?> ReadAsync(SentImage image, CancellationToken cancellationToken)
    {
        if (_left == 0 || image.Size > _bytesLeft)
        {
            return null;
        }

        var bytes = new byte[image.Size];
        try
        {
            await using var stored = await store.OpenAsync(image.StoreKey, cancellationToken);
            if (stored is null)
            {
                return null;
            }

            await stored.ReadExactlyAsync(bytes, cancellationToken);
        }
        catch (FileStoreException)
        {
            return null; // The model is told that there is a picture; the reply need not wait for the store.
        }

        _left--;
        _bytesLeft -= image.Size;
        return new(bytes, image.ContentType) { Name = image.Name };
    }
}
