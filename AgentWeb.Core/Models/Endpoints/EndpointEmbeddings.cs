using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Asks a model server for the vectors of texts, by the <c>/embeddings</c> call of the OpenAI protocol.</summary>
internal sealed class EndpointEmbeddings(EndpointConnection connection, string model, ILogger logger, TimeProvider time)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Texts in one request: small servers take no more.</summary>
    public const int MostAtOnce = 32;

    // A server that computes on its processor takes some seconds for a batch.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly OpenAI.Embeddings.EmbeddingClient _client = connection.EmbeddingsOf(model);
    private readonly ModelErrors _errors = new(connection.Name, model, logger, time);

    /// <inheritdoc />
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var vectors = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var batch in values.Chunk(MostAtOnce))
        {
            vectors.AddRange((await AskAsync(batch, cancellationToken)).Select(vector => new Embedding<float>(vector)));
        }

        return vectors;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Does nothing: the connections belong to the endpoint.</summary>
    public void Dispose()
    {
    }

    private async Task<IReadOnlyList<float[]>> AskAsync(string[] texts, CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        closing.CancelAfter(Patience);
        var record = _errors.Begin();
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { model, input = texts });
            record.Sent = body.Length;
            using var content = BinaryContent.Create(new BinaryData(body));
            var request = new RequestOptions { CancellationToken = closing.Token, ErrorOptions = ClientErrorBehaviors.NoThrow };
            var response = (await _client.GenerateEmbeddingsAsync(content, request)).GetRawResponse();
            (record.Status, record.Received) = (response.Status, response.Content.ToMemory().Length);
            return response.Status is >= 200 and < 300
                ? EmbeddingsAnswer.Read(response.Content, texts.Length)
                : throw _errors.Refused(response, response.Content.ToString());
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Translate(exception);
        }
        finally
        {
            record.End();
        }
    }

    private Exception Translate(Exception exception) => exception switch
    {
        ModelException => exception,
        OperationCanceledException => _errors.Make(ModelErrorCode.Timeout, exception),
        InvalidDataException => _errors.Make(ModelErrorCode.BadResponse, exception),
        HttpRequestException or IOException or ClientResultException => _errors.Make(ModelErrorCode.Network, exception),
        _ => exception,
    };
}
