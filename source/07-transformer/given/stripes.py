"""Small made-up images for the vision Transformer: horizontal stripes, vertical stripes, checkerboards.

Stripes and squares are PATCH pixels wide and lie on a grid of that size: cut along the grid, every patch is
plain light or plain dark (under noise), every image has as many light patches as dark ones, and only their
arrangement tells the class. So no patch gives the answer away, and a model without positions can only guess.
Left out: shifts, other widths, colour.
"""

import torch
import torch.nn.functional as F

SIZE, PATCH = 12, 3
CLASSES = ("horizontal", "vertical", "checker")


def stripe_images(num_images, noise=0.5, flip=False, seed=0):
    """Draw images of the three classes at random; flip exchanges light and dark in half of them.

    -> images [N 1 12 12], light +1 and dark -1 plus normal noise, and labels [N], numbers in CLASSES
    With flip no patch and no pixel says anything by itself: what counts is which patches are alike.
    """
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(len(CLASSES), (num_images,), generator=generator)
    signs = 1 - 2 * torch.randint(2, (num_images, 1, 1), generator=generator) * flip
    place = torch.arange(SIZE) // PATCH
    rows, columns = torch.meshgrid(place, place, indexing="ij")
    patterns = 1 - 2 * (torch.stack([rows, columns, rows + columns]) % 2)  # [3 12 12]
    images = signs * patterns[labels] + noise * torch.randn(num_images, SIZE, SIZE, generator=generator)
    return images[:, None], labels


def train_classifier(net, images, labels, num_epochs, lr, batch_size=32, seed=0):
    """Teach net(images) -> logits to classify, with Adam -> the mean loss of each epoch."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    net.train()
    losses = []
    for _ in range(num_epochs):
        total = 0.0
        for chosen in torch.randperm(len(images), generator=generator).split(batch_size):
            loss = F.cross_entropy(net(images[chosen]), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        losses.append(total / len(images))
    return losses


def accuracy(net, images, labels):
    """Classify in eval mode, without gradients -> the share of right answers; the mode is put back."""
    was_training = net.training
    net.eval()
    with torch.no_grad():
        right = (net(images).argmax(dim=-1) == labels).float().mean().item()
    net.train(was_training)
    return right
