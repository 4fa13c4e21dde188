using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Import;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace AgentWeb.Api;

/// <summary><c>POST /api/v1/sessions/import</c>: conversations of other servers and programs, and our own.</summary>
internal static class ImportApi
{
    /// <summary>Room for what a form has around the file.</summary>
    private const int FormOverhead = 64 * 1024;

    /// <summary>How much of a file is kept in memory; the rest is on disk while it is read.</summary>
    private const int InMemory = 64 * 1024;

    private static readonly FormOptions Form = new()
    {
        MultipartBodyLengthLimit = ImportLimits.FileBytes + FormOverhead,
        MemoryBufferThreshold = InMemory,
        ValueCountLimit = 16,
        ValueLengthLimit = FormOverhead,
    };

    /// <summary>Maps the endpoint.</summary>
    public static void MapImportApi(this IEndpointRouteBuilder routes) => routes
        .MapPost(ApiPaths.V1 + "/sessions/import", ImportAsync)
        .WithMetadata(new RequestSizeLimitAttribute(ImportLimits.FileBytes + FormOverhead))
        .WithTags("sessions")
        .WithSummary("Takes over the sessions of a file: AgentWeb's JSON or whole download, ChatGPT's, Open WebUI's or LibreChat's export. As the body, or as the field file of a form")
        .Accepts<object>("application/json", "application/zip", "multipart/form-data")
        .Produces<ImportResponse>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> ImportAsync(
        [AsParameters] ImportQuery asked, HttpRequest request, ClaimsPrincipal user, PreviewImport preview, ImportConversations import,
        CancellationToken cancellationToken)
    {
        Stream file;
        var include = asked.Include;
        if (request.HasFormContentType)
        {
            var form = await ReadFormAsync(request, cancellationToken);
            if (form?.Files.GetFile("file") is not { } sent)
            {
                return new Error("file_missing", "Send the file as the field “file” of a form, or as the body.").ToHttp();
            }

            include = form["include"].FirstOrDefault() ?? include;
            file = sent.OpenReadStream();
        }
        else
        {
            request.EnableBuffering(InMemory);
            await request.Body.CopyToAsync(Stream.Null, cancellationToken);
            file = request.Body;
        }

        await using (file)
        {
            return asked.Preview
                ? (await preview.RunAsync(user.UserId(), file, cancellationToken)).ToHttp(found => TypedResults.Ok(ImportPreviewResponse.From(found)))
                : await RunAsync(file, include, user, import, cancellationToken);
        }
    }

    private static async Task<IResult> RunAsync(
        Stream file, string? include, ClaimsPrincipal user, ImportConversations import, CancellationToken cancellationToken)
    {
        var selection = include is null ? default(Result<ImportSelection>?) : ImportSelection.Parse(include);
        if (selection is { Error: { } wrong })
        {
            return wrong.ToHttp();
        }

        var imported = await import.RunAsync(user.UserId(), file, selection?.Value, cancellationToken);
        return imported.ToHttp(receipt => TypedResults.Ok(ImportResponse.From(receipt)));
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(Form, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null; // No form after all.
        }
    }
}
