using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Primitives;

namespace AgentWeb.Tests.Fakes;

/// <summary>A model whose every word a test decides, one call after the other.</summary>
public sealed class ScriptedModel : IModelCatalogue, IChatClients
{
    private readonly Channel<ScriptedCall> _calls = Channel.CreateBounded<ScriptedCall>(1000);

    public List<ModelDescriptor> Models { get; } = [Describe("first"), Describe("second")];

    public ModelDescriptor Default => Models[0];

    public static ModelDescriptor Describe(string id, int contextWindow = 8192, int? maxConcurrency = null) => new()
    {
        Key = "test/" + id,
        Id = id,
        Name = id,
        Endpoint = "test",
        ContextWindow = contextWindow,
        MaxConcurrency = maxConcurrency,
    };

    public IReadOnlyList<ModelDescriptor> List() => Models;

    public ModelDescriptor? Find(string key) => Models.Find(m => m.Key == key);

    public IChangeToken Watch() => new CancellationChangeToken(CancellationToken.None);

    public IChatClient For(ModelDescriptor model) => new Client(_calls, model);

    /// <summary>The next call that arrives.</summary>
    public async Task<ScriptedCall> NextCallAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _calls.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Whether a call is waiting that nobody took.</summary>
    public bool HasUnreadCall => _calls.Reader.TryPeek(out _);

    private sealed class Client(Channel<ScriptedCall> calls, ModelDescriptor model) : IChatClient
    {
        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var call = new ScriptedCall(model, [.. messages], options);
            await calls.Writer.WriteAsync(call, cancellationToken);
            try
            {
                await foreach (var update in call.Updates.ReadAllAsync(cancellationToken))
                {
                    yield return update;
                }
            }
            finally
            {
                call.MarkClosed();
            }
        }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
