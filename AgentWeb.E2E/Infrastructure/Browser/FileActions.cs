using System.Text;
using Microsoft.Playwright;

namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>What a person does with files in the chat.</summary>
internal static class FileActions
{
    private const string UploadAddress = "**/api/v1/files/upload";

    extension(JourneyPage page)
    {
        /// <summary>The files that are attached to what is written.</summary>
        public ILocator Attachments => page.Page.Locator("[data-attachments] > .attachment");

        /// <summary>The attached file of a name.</summary>
        public ILocator Attachment(string name) => page.Attachments.Filter(new() { Has = page.Page.GetByText(name, new() { Exact = true }) });

        /// <summary>Attaches texts by the file dialog.</summary>
        public Task AttachAsync(params (string Name, string Text)[] files) => page.AttachAsync(files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text))));

        /// <summary>Attaches files by the file dialog.</summary>
        public Task AttachAsync(IEnumerable<(string Name, byte[] Content)> files) => page.Page.Locator("[data-file-input]").SetInputFilesAsync(
            files.Select(f => new FilePayload { Name = f.Name, MimeType = TypeOf(f.Name), Buffer = f.Content }));

        /// <summary>Drops texts on the chat, as from the desktop.</summary>
        public async Task DropAsync(params (string Name, string Text)[] files)
        {
            var dragged = await page.Page.EvaluateHandleAsync(
                "files => { const d = new DataTransfer(); files.forEach(f => d.items.add(new File([f.text], f.name))); return d; }",
                files.Select(f => new { name = f.Name, text = f.Text }));
            await page.Page.DispatchEventAsync(".chat", "dragenter", new { dataTransfer = dragged });
            await Assertions.Expect(page.Page.Locator("[data-drop]")).ToBeVisibleAsync();
            await page.Page.DispatchEventAsync(".chat", "drop", new { dataTransfer = dragged });
            await Assertions.Expect(page.Page.Locator("[data-drop]")).ToBeHiddenAsync();
        }

        /// <summary>Pastes a file into the field.</summary>
        public Task PasteAsync((string Name, byte[] Content, string Type) file) => page.Composer.EvaluateAsync(
            """
            (field, file) => {
              const bytes = Uint8Array.from(atob(file.content), c => c.charCodeAt(0));
              const data = new DataTransfer();
              data.items.add(new File([bytes], file.name, { type: file.type }));
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            new { name = file.Name, content = Convert.ToBase64String(file.Content), type = file.Type });

        /// <summary>Pastes text into the field.</summary>
        public Task PasteAsync(string text) => page.Composer.EvaluateAsync(
            """
            (field, text) => {
              field.focus();
              const data = new DataTransfer();
              data.setData('text/plain', text);
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            text);

        /// <summary>The uploads of the page of files that are not in its list yet.</summary>
        public ILocator Uploads => page.Page.Locator("[data-uploads] > .attachment");

        /// <summary>The upload of a name on the page of files.</summary>
        public ILocator Upload(string name) => page.Uploads.Filter(new() { Has = page.Page.GetByText(name, new() { Exact = true }) });

        /// <summary>The files in the list of the page of files.</summary>
        public ILocator FileRows => page.Page.Locator("li[data-file]");

        /// <summary>Opens the page of files and waits until it can be used.</summary>
        public async Task OpenFilesAsync()
        {
            await page.OpenAsync("/files");
            await Assertions.Expect(page.Page.Locator(".page-scroll[data-listening]")).ToBeVisibleAsync();
        }

        /// <summary>Uploads texts on the page of files.</summary>
        public Task UploadAsync(params (string Name, string Text)[] files) => page.Page.Locator("[data-upload-input]").SetInputFilesAsync(
            files.Select(f => new FilePayload { Name = f.Name, MimeType = TypeOf(f.Name), Buffer = Encoding.UTF8.GetBytes(f.Text) }));

        /// <summary>Drops a file where the page is, as from the desktop; whether the browser is kept from opening it.</summary>
        public Task<bool> DropBesideAsync(string selector) => page.Page.EvaluateAsync<bool>(
            """
            selector => {
              const data = new DataTransfer();
              data.items.add(new File(['x'], 'x.txt'));
              return ['dragover', 'drop'].every(name => !document.querySelector(selector)
                .dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true })));
            }
            """,
            selector);

        /// <summary>Lets uploads go to the server as usual again.</summary>
        public Task HoldNoUploadsAsync() => page.Page.UnrouteAllAsync();

        /// <summary>Keeps uploads from reaching the server until they are released.</summary>
        public async Task<HeldUploads> HoldUploadsAsync()
        {
            var held = new HeldUploads();
            await page.Page.RouteAsync(UploadAddress, async route =>
            {
                var goesOn = await held.Released;
                try
                {
                    await (goesOn ? route.ContinueAsync() : route.AbortAsync());
                }
                catch (PlaywrightException)
                {
                    // It was cancelled meanwhile.
                }
            });
            return held;
        }
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".png" => "image/png",
        ".pdf" => "application/pdf",
        _ => "text/plain",
    };
}
